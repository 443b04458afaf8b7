package io.millrace.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.dsl.DStream;
import io.millrace.dsl.Decoders;
import io.millrace.dsl.OutputTag;
import io.millrace.dsl.Sinks;
import io.millrace.dsl.Sources;
import io.millrace.dsl.StreamContext;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExplanationTest {
  @Test
  void says_what_each_stage_reads_does_and_where_its_records_go() {
    StreamContext context = new StreamContext("words");
    DStream<String> left = context.source(Sources.socket("a", 1), Decoders.lines()).named("left");
    DStream<String> right =
        context.source(Sources.sockets(List.of("b:2", "c:3")), Decoders.lines()).named("right");
    OutputTag<String> odd = new OutputTag<>("odd");
    DStream<String> words =
        left.union(right).<String>process((line, out) -> out.emit(odd, line)).named("split");
    words.keyBy(word -> word).count().named("counted").count().to(Sinks.console());
    words.sideOutput(odd).to(Sinks.file("odd"));
    right.deadLetters().to(Sinks.file("bad"));

    assertThat(Explanation.of(context.plan(), 4).text())
        .isEqualTo(
            """
            job words
            stage 0 reads left (SocketSource, 1 stream)
              split
                -> shuffle counted (4 partitions)
                odd: -> sink-2 (FileSink)
            stage 1 reads right (SocketSource, 2 streams)
              split
                -> shuffle counted (4 partitions)
                odd: -> sink-2 (FileSink)
              dead letters: -> sink-3 (FileSink)
            stage 2 reads shuffle counted
              -> shuffle count-4 (1 partition)
            stage 3 reads shuffle count-4
              -> sink-1 (ConsoleSink)
            """);
  }
}
