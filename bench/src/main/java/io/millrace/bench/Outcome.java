package io.millrace.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.launcher.report.Verdict;
import java.util.List;

/**
 * What a benchmark came to.
 *
 * @param lines for a person
 * @param json for programs
 */
record Outcome(List<String> lines, ObjectNode json, Verdict verdict) {}
