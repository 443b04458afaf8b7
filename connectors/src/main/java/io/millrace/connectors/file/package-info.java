/** Writes partitions as text files whose progress is committed beside them. */
@NullMarked
package io.millrace.connectors.file;

import org.jspecify.annotations.NullMarked;
