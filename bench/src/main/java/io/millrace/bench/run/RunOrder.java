package io.millrace.bench.run;

import io.millrace.launcher.run.JobCall;
import io.millrace.launcher.run.RunPlan;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Several runs of one job on one engine.
 *
 * @param settings of the nodes, by key, besides those of the plan
 * @param job that reads these sources
 * @param millrace the command line's entry, which has the generator
 */
public record RunOrder(
    int runs,
    RunPlan plan,
    Map<String, String> settings,
    Function<List<String>, JobCall> job,
    String millrace) {}
