/**
 * The actors of a worker: receivers take in records, the block store keeps them, the executor runs
 * tasks over them.
 */
@NullMarked
package io.millrace.actors.worker;

import org.jspecify.annotations.NullMarked;
