package io.millrace.testkit.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.millrace.dsl.CustomSource;
import io.millrace.dsl.Offset;
import io.millrace.dsl.SourceReader;
import io.millrace.dsl.Sources;
import io.millrace.testkit.SourceReaderContract;
import java.io.IOException;
import java.util.stream.IntStream;

class MemorySourceTest extends SourceReaderContract {
  private static final String[] LINES =
      IntStream.range(0, 200).mapToObj(i -> "line " + i).toArray(String[]::new);

  @Override
  protected SourceReader open(Offset from) throws IOException {
    return ((CustomSource) Sources.of(LINES)).open(0, from);
  }

  @Override
  protected byte[] content() {
    return (String.join("\n", LINES) + "\n").getBytes(UTF_8);
  }
}
