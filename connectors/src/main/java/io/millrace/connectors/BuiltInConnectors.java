package io.millrace.connectors;

import io.millrace.connectors.console.ConsolePartition;
import io.millrace.connectors.file.FilePartition;
import io.millrace.connectors.latency.LatencyPartition;
import io.millrace.connectors.socket.SocketReader;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.ConsoleSink;
import io.millrace.dsl.FileSink;
import io.millrace.dsl.LatencySink;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.SocketSource;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the sources and sinks that {@code Sources} and {@code Sinks} describe. */
public final class BuiltInConnectors implements ConnectorProvider {
  @Override
  public @Nullable SourceReader openSource(Source source, int split) throws IOException {
    if (source instanceof SocketSource sockets) {
      return SocketReader.connect(sockets.endpoints().get(split));
    }
    return null;
  }

  @Override
  public @Nullable SinkPartition openSink(Sink<?> sink, SinkContext context) throws IOException {
    if (sink instanceof FileSink files) {
      return FilePartition.open(Path.of(files.directory()), context);
    }
    if (sink instanceof ConsoleSink) {
      return new ConsolePartition(System.out);
    }
    if (sink instanceof LatencySink) {
      return new LatencyPartition();
    }
    return null;
  }
}
