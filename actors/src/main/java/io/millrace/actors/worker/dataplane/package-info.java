/**
 * The threads that move bytes on a worker: read loops, slots and lanes, each owned by one actor.
 */
@NullMarked
package io.millrace.actors.worker.dataplane;

import org.jspecify.annotations.NullMarked;
