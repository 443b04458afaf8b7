/** Jobs that bring their classes in a jar, on nodes of one process and of several. */
@NullMarked
package io.millrace.it.code;

import org.jspecify.annotations.NullMarked;
