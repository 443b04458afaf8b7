/** Where the time went: stamps of batches, blocks and tasks, summed up over their records. */
@NullMarked
package io.millrace.core.ledger;

import org.jspecify.annotations.NullMarked;
