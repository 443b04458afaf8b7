/** Blocks on their way in: building, sealing and keeping them. */
@NullMarked
package io.millrace.core.block;

import org.jspecify.annotations.NullMarked;
