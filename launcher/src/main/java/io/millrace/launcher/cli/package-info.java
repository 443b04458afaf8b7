/**
 * The commands about jobs and clusters that run somewhere else: submit, jobs, job, cancel and
 * status talk to a driver over HTTP, explain looks at a job before.
 */
@NullMarked
package io.millrace.launcher.cli;

import org.jspecify.annotations.NullMarked;
