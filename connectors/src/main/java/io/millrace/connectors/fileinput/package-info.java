/** Reads files: complete ones, growing ones, and those that come to a directory. */
@NullMarked
package io.millrace.connectors.fileinput;

import org.jspecify.annotations.NullMarked;
