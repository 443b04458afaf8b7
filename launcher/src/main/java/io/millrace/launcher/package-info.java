/** The command line, and the whole engine embedded in one process. */
@NullMarked
package io.millrace.launcher;

import org.jspecify.annotations.NullMarked;
