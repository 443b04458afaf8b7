/** Jobs over a text that is larger than the memory for blocks, against an independent answer. */
@NullMarked
package io.millrace.it.text;

import org.jspecify.annotations.NullMarked;
