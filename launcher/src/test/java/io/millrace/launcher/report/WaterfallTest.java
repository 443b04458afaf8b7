package io.millrace.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.core.model.Distribution;
import io.millrace.core.model.LatencySummary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WaterfallTest {
  private static final Map<String, Distribution> STAGES =
      Map.of(
          "receive", mean(100),
          "block", mean(100),
          "store", mean(0),
          "batch", mean(600),
          "schedule", mean(100),
          "process", mean(100),
          "commit", mean(250));

  @Test
  void each_bar_begins_where_the_one_before_it_ended() {
    assertThat(Waterfall.lines(summary(1000, 0, STAGES)))
        .containsExactly(
            "  receive          0.100 ms   10.0 %  |####",
            "  block            0.100 ms   10.0 %  |    ####",
            "  store            0.000 ms    0.0 %  |",
            "  batch            0.600 ms   60.0 %  |        ########################",
            "  schedule         0.100 ms   10.0 %  |                                ####",
            "  process          0.100 ms   10.0 %  |                                    ####",
            "  unaccounted      0.000 ms    0.0 %  |",
            "  the whole        1.000 ms  100.0 %  |########################################",
            "  commit           0.250 ms   25.0 %  |"
                + "                                        ##########");
  }

  @Test
  void what_was_counted_twice_is_drawn_backwards() {
    Map<String, Distribution> stages = Map.of("batch", mean(1000), "commit", mean(100));
    List<String> lines = Waterfall.lines(summary(900, -100, stages));
    assertThat(lines.get(3)).endsWith("|" + "#".repeat(50));
    assertThat(lines.get(6))
        .isEqualTo("  unaccounted     -0.100 ms  -11.1 %  |" + " ".repeat(45) + "#####");
  }

  @Test
  void nothing_measured_has_no_bars() {
    assertThat(Waterfall.lines(summary(0, 0, Map.of())))
        .hasSize(9)
        .noneMatch(line -> line.contains("#") || line.contains("NaN"));
  }

  private static Distribution mean(double micros) {
    return new Distribution(micros, 0, 0, 0, 0, 0);
  }

  private static LatencySummary summary(
      double whole, double unaccounted, Map<String, Distribution> stages) {
    return new LatencySummary(1, 1, 1, mean(whole), mean(whole), stages, unaccounted, 0, 0);
  }
}
