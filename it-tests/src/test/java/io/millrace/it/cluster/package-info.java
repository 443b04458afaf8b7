/**
 * Jobs on a driver and workers in processes of their own, and what happens when one of them dies.
 */
@NullMarked
package io.millrace.it.cluster;

import org.jspecify.annotations.NullMarked;
