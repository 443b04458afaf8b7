/** Mains of Millrace in JVMs of their own, which a test can talk to, kill, freeze and thaw. */
@NullMarked
package io.millrace.it.process;

import org.jspecify.annotations.NullMarked;
