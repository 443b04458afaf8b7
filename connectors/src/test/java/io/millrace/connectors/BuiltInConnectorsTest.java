package io.millrace.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.connectors.console.ConsolePartition;
import io.millrace.connectors.fileoutput.FilePartition;
import io.millrace.connectors.latency.LatencyPartition;
import io.millrace.dsl.BatchId;
import io.millrace.dsl.ConnectorProvider;
import io.millrace.dsl.Fence;
import io.millrace.dsl.Offset;
import io.millrace.dsl.RunId;
import io.millrace.dsl.Sink;
import io.millrace.dsl.SinkCollector;
import io.millrace.dsl.SinkContext;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuiltInConnectorsTest {
  private final SinkContext context =
      new SinkContext("job", new RunId(1, 1), "sink", 2, new Fence(1, 1));

  @TempDir private Path directory;

  @Test
  void is_found_and_opens_what_the_dsl_describes() throws Exception {
    ConnectorProvider provider =
        ServiceLoader.load(ConnectorProvider.class).findFirst().orElseThrow();

    assertThat(provider).isInstanceOf(BuiltInConnectors.class);
    assertThat(provider.openSink(Sinks.console(), context)).isInstanceOf(ConsolePartition.class);
    assertThat(provider.openSink(Sinks.latency(), context)).isInstanceOf(LatencyPartition.class);
    try (FilePartition files = (FilePartition) provider.openSink(Sinks.file(directory), context)) {
      assertThat(files.lastCommitted()).isEqualTo(BatchId.NONE);
    }
  }

  @Test
  void leaves_what_it_does_not_know_to_others() throws Exception {
    BuiltInConnectors provider = new BuiltInConnectors();

    assertThat(provider.openSource(new UnknownSource(), 0, Offset.START)).isNull();
    assertThat(provider.openSink(new UnknownSink(), context)).isNull();
  }

  private record UnknownSource() implements Source {
    @Override
    public List<String> splits() {
      return List.of("unknown");
    }
  }

  private record UnknownSink() implements Sink<String> {
    @Override
    public SinkCollector<String> collector() {
      throw new UnsupportedOperationException("only described here");
    }
  }
}
