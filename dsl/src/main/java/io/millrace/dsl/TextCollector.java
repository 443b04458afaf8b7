package io.millrace.dsl;

import java.io.ByteArrayOutputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Each record's text as a line of UTF-8. */
final class TextCollector implements SinkCollector<Object> {
  private final ByteArrayOutputStream lines = new ByteArrayOutputStream();

  @Override
  public void accept(Object record) {
    lines.writeBytes(record.toString().getBytes(StandardCharsets.UTF_8));
    lines.write('\n');
  }

  @Override
  public void finish(DataOutput output) throws IOException {
    output.write(lines.toByteArray());
    lines.reset();
  }

  @Override
  public void discard() {
    lines.reset();
  }
}
