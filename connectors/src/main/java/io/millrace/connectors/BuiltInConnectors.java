package io.millrace.connectors;

import io.millrace.connectors.console.ConsolePartition;
import io.millrace.connectors.fileinput.FileReader;
import io.millrace.connectors.fileinput.SequenceReader;
import io.millrace.connectors.fileoutput.FilePartition;
import io.millrace.connectors.latency.LatencyPartition;
import io.millrace.connectors.socket.SocketPartition;
import io.millrace.connectors.socket.SocketReader;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.ConsoleSink;
import io.millrace.dsl.DirectorySource;
import io.millrace.dsl.FileSink;
import io.millrace.dsl.FileSource;
import io.millrace.dsl.LatencySink;
import io.millrace.dsl.Offset;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.SinkPartition;
import io.millrace.dsl.SocketSink;
import io.millrace.dsl.SocketSource;
import io.millrace.dsl.Source;
import io.millrace.dsl.SourceReader;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Opens the sources and sinks that {@code Sources} and {@code Sinks} describe. */
public final class BuiltInConnectors implements ConnectorProvider {
  @Override
  public @Nullable SourceReader openSource(Source source, int split, Offset from)
      throws IOException {
    if (source instanceof SocketSource sockets) {
      return SocketReader.connect(sockets.endpoints().get(split));
    }
    if (source instanceof FileSource files) {
      Path path = Path.of(files.paths().get(split));
      return files.following()
          ? SequenceReader.ofGrowingFile(path, from)
          : FileReader.open(path, from);
    }
    if (source instanceof DirectorySource directory) {
      return SequenceReader.ofDirectory(directory, from);
    }
    return null;
  }

  @Override
  public @Nullable SinkPartition openSink(Sink<?> sink, SinkContext context) throws IOException {
    if (sink instanceof FileSink files) {
      return FilePartition.open(files, context);
    }
    if (sink instanceof SocketSink server) {
      return new SocketPartition(server);
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
