/** Time as the engine sees it: clocks, deadlines, offsets. */
@NullMarked
package io.millrace.core.time;

import org.jspecify.annotations.NullMarked;
