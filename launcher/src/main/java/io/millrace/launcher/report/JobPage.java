package io.millrace.launcher.report;

import io.millrace.core.model.JobStatus;
import io.millrace.core.model.LatencySummary;
import io.millrace.core.model.LostRange;
import io.millrace.core.model.StreamStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A job at one moment, for a person who watches it. */
public final class JobPage {
  private final JobStatus status;
  private final List<String> lines = new ArrayList<>();

  private JobPage(JobStatus status) {
    this.status = status;
  }

  /** The page, line by line. */
  public static List<String> lines(JobStatus status) {
    JobPage page = new JobPage(status);
    page.addHead();
    page.addTimes();
    page.addReceivers();
    page.addCounts();
    return page.lines;
  }

  private void addHead() {
    lines.add("%s (%s)".formatted(status.job(), status.name()));
    lines.add(LiveLine.of(status, word(status.state())));
    if (!status.failure().isEmpty()) {
      lines.add("failed: " + status.failure());
    }
  }

  /** Of the last second, or of all when that brought nothing. */
  private void addTimes() {
    LatencySummary live = status.live();
    if (live.records() > 0) {
      addTimes("in the last second", live);
    } else if (status.measured().records() > 0) {
      addTimes("since the job began", status.measured());
    }
  }

  private void addTimes(String when, LatencySummary summary) {
    lines.add("");
    lines.add("where the time went " + when + " (means; the parts sum to the whole)");
    lines.addAll(Waterfall.lines(summary));
  }

  private void addReceivers() {
    if (status.streams().isEmpty()) {
      return;
    }
    Table table = new Table("receiver", "worker", "state", "bytes", "connections", "");
    for (StreamStatus stream : status.streams()) {
      table.row(
          stream.label(),
          stream.worker(),
          word(stream.state()),
          stream.position(),
          stream.connections(),
          stream.detail());
    }
    lines.add("");
    lines.addAll(table.lines());
  }

  private void addCounts() {
    lines.add("");
    lines.add(JobLines.batches(status));
    lines.add(JobLines.taskBinary(status));
    lines.add(JobLines.tasks(status));
    lines.add(JobLines.records(status));
    status.lost().stream()
        .map(LostRange::toString)
        .forEach(range -> lines.add("              " + range));
  }

  /** An enum's constant as people read it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
