package io.millrace.bench.versus;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.bench.run.EngineRuns;
import io.millrace.bench.run.MeasuredRuns;
import io.millrace.bench.run.RunOrder;
import io.millrace.bench.yardstick.YardstickRun;
import io.millrace.launcher.report.Host;
import io.millrace.launcher.report.ResultJson;
import io.millrace.launcher.run.FinishedRun;
import io.millrace.launcher.run.RunPlan;
import io.millrace.launcher.run.Screen;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs Millrace and a peer in turns, so that what disturbs the machine disturbs both. */
public final class Versus {
  private static final long MEGABYTE = 1 << 20;

  private final RunOrder order;
  private final EngineRuns ours;
  private final PeerBuild build;
  private final Tuning tuning;

  /**
   * A comparison that can be made.
   *
   * @throws io.millrace.config.SettingsException for a setting that can't be used
   */
  public Versus(RunOrder order, PeerBuild build, Tuning tuning) {
    this.order = order;
    this.ours = new EngineRuns(order);
    this.build = build;
    this.tuning = tuning;
  }

  /**
   * Makes it.
   *
   * @throws io.millrace.launcher.process.ProcessFailure when the peer can't be built, or a process
   *     does not do what it should
   */
  public Comparison run(Screen screen) throws IOException, InterruptedException {
    build.build(screen);
    PeerRuns peer = new PeerRuns(build, order.millrace());
    PeerSetup setup = tuning.tune(order.plan(), peer, screen);
    List<FinishedRun> mine = new ArrayList<>();
    List<YardstickRun> theirs = new ArrayList<>();
    for (int i = 1; i <= order.runs(); i++) {
      mine.add(ours.runEngine(screen, "run %d/%d  ".formatted(i, order.runs())));
      screen.live("%s %d/%d".formatted(build.peer().word(), i, order.runs()));
      theirs.add(peer.measure(setup.plan(), setup.settings()));
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("engine", peer.engine());
    peer.flags().forEach(json.putArray("flags")::add);
    json.setAll(setup.json());
    return new Comparison(
        build.peer(),
        conditions(order.plan()),
        json,
        setup.lines(),
        new MeasuredRuns(mine, List.of()),
        theirs);
  }

  /** Both sides have the flags of this process, so its heap as well. */
  private static ObjectNode conditions(RunPlan plan) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    ResultJson.putHost(json, Host.here());
    json.put("heapMb", Runtime.getRuntime().maxMemory() / MEGABYTE).put("stamp", "due");
    json.put("rateMbRequested", plan.rateMb()).put("receivers", plan.receivers());
    json.put("recordBytes", plan.recordBytes());
    json.put("warmupSeconds", plan.warmUp().toMillis() / 1e3);
    return json;
  }
}
