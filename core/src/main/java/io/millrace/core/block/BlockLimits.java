package io.millrace.core.block;

/**
 * What bounds a block.
 *
 * @param maxBlockBytes a block never gets larger
 * @param maxRecordBytes a record that has not ended behind this many bytes is an error; smaller
 *     than {@code maxBlockBytes}, so that a full block holds at least one record
 */
public record BlockLimits(int maxBlockBytes, int maxRecordBytes) {
  public BlockLimits {
    if (maxRecordBytes < 1 || maxRecordBytes >= maxBlockBytes) {
      throw new IllegalArgumentException(
          "max-record-bytes is "
              + maxRecordBytes
              + ", it must lie in 1.."
              + (maxBlockBytes - 1)
              + ", below the largest block");
    }
  }
}
