/** Jobs that come with the command line; ordinary ones, written as users write theirs. */
@NullMarked
package io.millrace.launcher.job;

import org.jspecify.annotations.NullMarked;
