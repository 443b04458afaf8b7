/**
 * What driver and worker both stand on: the clock, and the ticker that keeps the grid of batches.
 */
@NullMarked
package io.millrace.actors.shared;

import org.jspecify.annotations.NullMarked;
