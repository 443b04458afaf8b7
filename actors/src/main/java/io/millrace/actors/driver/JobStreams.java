package io.millrace.actors.driver;

import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The streams of one job as their receivers last described them. Belongs to {@link Job}. */
final class JobStreams {
  private final List<String> labels;
  private final Map<StreamId, StreamStatus> streams = new TreeMap<>();
  private final Set<StreamId> answered = new HashSet<>();

  /**
   * The streams of a job.
   *
   * @param labels of its splits
   */
  JobStreams(List<String> labels) {
    this.labels = labels;
  }

  /** A receiver is being opened; what was heard of the one before goes on counting. */
  void opening(StreamId stream, WorkerId worker, long position, int connection) {
    StreamStatus before = streams.get(stream);
    answered.remove(stream);
    streams.put(
        stream,
        new StreamStatus(
            stream,
            labels.get(stream.value()),
            worker,
            StreamState.CONNECTING,
            position,
            connection,
            before == null ? 0 : before.truncatedBytes(),
            ""));
  }

  /**
   * Takes what a receiver says; one that the stream was taken from is not heard.
   *
   * @return whether the stream has just ended
   */
  boolean changed(StreamStatus status) {
    StreamStatus before = streams.get(status.stream());
    if (before == null || !isReader(status)) {
      return false;
    }
    answered.add(status.stream());
    streams.put(status.stream(), status);
    return status.state() == StreamState.ENDED && before.state() != StreamState.ENDED;
  }

  /** Whether it is the worker which the stream is given to that says so. */
  boolean isReader(StreamStatus status) {
    StreamStatus known = streams.get(status.stream());
    return known != null && known.worker().equals(status.worker());
  }

  /** Those whose receivers have not said anything yet. */
  List<StreamStatus> unanswered() {
    return streams.values().stream().filter(s -> !answered.contains(s.stream())).toList();
  }

  List<StreamStatus> all() {
    return List.copyOf(streams.values());
  }
}
