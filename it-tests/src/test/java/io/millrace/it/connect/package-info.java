/** Jobs over sources and sinks as users have them, embedded. */
@NullMarked
package io.millrace.it.connect;

import org.jspecify.annotations.NullMarked;
