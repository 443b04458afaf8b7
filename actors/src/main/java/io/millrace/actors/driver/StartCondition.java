package io.millrace.actors.driver;

import io.millrace.config.DriverSettings;
import io.millrace.core.model.Refusal;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.DriverProtocol;
import java.util.List;

/** What must be here before a job starts, and the words for what is not. */
final class StartCondition {
  private final DriverSettings wanted;
  private final Workforce here;

  StartCondition(DriverSettings wanted, Workforce here) {
    this.wanted = wanted;
    this.here = here;
  }

  /** Whether enough workers are here, and all of them have loaded the job. */
  boolean isMet() {
    return !isShort() && here.unready().isEmpty();
  }

  /** The refusal of a job that has waited for long enough. */
  DriverProtocol.JobRefused refusal() {
    return isShort()
        ? new DriverProtocol.JobRefused(Refusal.TOO_FEW_WORKERS, whatIsShort())
        : new DriverProtocol.JobRefused(Refusal.NOT_STARTED, whoIsLate());
  }

  private boolean isShort() {
    return here.size() < wanted.workers() || here.slots() < wanted.slots();
  }

  private String whatIsShort() {
    int missing = wanted.workers() - here.size();
    if (missing > 0) {
      return "%d of the %s that millrace.driver.workers asks for %s here, with %s; start %d more, or set it to at most %d"
          .formatted(
              here.size(),
              count(wanted.workers(), "worker"),
              here.size() == 1 ? "is" : "are",
              count(here.slots(), "slot"),
              missing,
              Math.max(1, here.size()));
    }
    return "%d of the %s that millrace.driver.slots asks for are here, on %s; start more workers, or set it to at most %d"
        .formatted(
            here.slots(),
            count(wanted.slots(), "slot"),
            count(here.size(), "worker"),
            here.slots());
  }

  private String whoIsLate() {
    List<WorkerId> late = here.unready();
    return "%s did not load it in time; %s what holds it up"
        .formatted(
            String.join(", ", late.stream().map(WorkerId::value).toList()),
            late.size() == 1 ? "its log says" : "their logs say");
  }

  private static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }
}
