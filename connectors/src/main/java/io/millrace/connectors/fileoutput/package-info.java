/**
 * Writes partitions as text files whose progress is committed beside them, and reads them again.
 *
 * <pre>
 *   part-00000-000001-000001.txt            partition, owner, segment: plain lines
 *   .part-00000-(fence).commits             how far the segments are valid, by its present owner
 *   .part-00000-(fence).claim               the same of the owner before, while it is replaced
 * </pre>
 */
@NullMarked
package io.millrace.connectors.fileoutput;

import org.jspecify.annotations.NullMarked;
