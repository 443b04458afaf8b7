/**
 * Group scheduling: batches that workers cut and run under a lease, without asking. {@link
 * io.millrace.core.group.LeaseKeeper} is the driver's side: it grants, renews and revokes, and
 * keeps the books of what it is told. {@link io.millrace.core.group.LeaseHolder} is one worker's:
 * under a lease it has a batch flow and a schedule of its own for its share of each batch.
 */
@NullMarked
package io.millrace.core.group;

import org.jspecify.annotations.NullMarked;
