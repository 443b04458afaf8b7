/**
 * The commands that talk to a driver somewhere else, over HTTP: submit, jobs, job, cancel, status.
 */
@NullMarked
package io.millrace.launcher.cli;

import org.jspecify.annotations.NullMarked;
