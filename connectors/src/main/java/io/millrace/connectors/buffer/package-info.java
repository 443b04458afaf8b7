/** Keeps a batch's output until its commit. */
@NullMarked
package io.millrace.connectors.buffer;

import org.jspecify.annotations.NullMarked;
