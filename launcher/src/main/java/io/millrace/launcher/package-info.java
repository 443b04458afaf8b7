/** The command line, and the demo. */
@NullMarked
package io.millrace.launcher;

import org.jspecify.annotations.NullMarked;
