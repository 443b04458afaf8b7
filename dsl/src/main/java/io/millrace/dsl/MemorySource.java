package io.millrace.dsl;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** See {@link Sources#of}: the bytes are part of the description. */
record MemorySource(String label, byte[] content) implements CustomSource {
  /** What a description may carry; see the limits of the engine's deserialization filter. */
  static final int MOST_BYTES = 1_000_000;

  MemorySource {
    if (content.length > MOST_BYTES) {
      throw new JobDefinitionException(
          "a source in memory of %d bytes travels with the job, which may have at most %d;"
                  .formatted(content.length, MOST_BYTES)
              + " put the records into a file");
    }
  }

  @Override
  public List<String> splits() {
    return List.of(label);
  }

  @Override
  public boolean isBounded() {
    return true;
  }

  @Override
  public SourceReader open(int split, Offset from) {
    return new Reader(ByteBuffer.wrap(content).position((int) from.position()));
  }

  private record Reader(ByteBuffer rest) implements SourceReader {
    @Override
    public int read(ByteBuffer into) {
      if (!rest.hasRemaining()) {
        return END;
      }
      int bytes = Math.min(into.remaining(), rest.remaining());
      into.put(rest.slice().limit(bytes));
      rest.position(rest.position() + bytes);
      return bytes;
    }

    @Override
    public Optional<Offset> offset() {
      return Optional.of(Offset.at(rest.position()));
    }

    /** A read never waits. */
    @Override
    public void close() {}
  }
}
