/**
 * Processes that a run starts and takes with it: the generator, driver and workers. Each ends by
 * itself when its standard input does, so that none outlives the process that started it, however
 * that ended.
 */
@NullMarked
package io.millrace.launcher.process;

import org.jspecify.annotations.NullMarked;
