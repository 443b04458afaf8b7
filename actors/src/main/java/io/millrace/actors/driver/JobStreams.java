package io.millrace.actors.driver;

import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.core.model.WorkerId;
import io.millrace.dsl.StreamId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The streams of one job as their receivers last described them. Belongs to {@link Job}. */
final class JobStreams {
  /** A second apart; what a worker reads is reported, or stands still, long before so many come. */
  private static final int PLACES_KEPT = 16;

  private final List<String> labels;
  private final Map<StreamId, StreamStatus> streams = new TreeMap<>();
  private final Set<StreamId> answered = new HashSet<>();
  private final Map<StreamId, TreeMap<Long, SourcePlace>> places = new HashMap<>();

  /**
   * The streams of a job.
   *
   * @param labels of its splits
   */
  JobStreams(List<String> labels) {
    this.labels = labels;
  }

  /**
   * A receiver is being opened; what was heard of the one before goes on counting. Places behind
   * the position don't: what lies there is read anew, perhaps from other files.
   */
  void opening(StreamId stream, WorkerId worker, long position, int connection) {
    StreamStatus before = streams.get(stream);
    placesOf(stream).tailMap(position, false).clear();
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
   * @param place up to which the source had been read
   * @return whether the stream has just ended
   */
  boolean changed(StreamStatus status, SourcePlace place) {
    StreamStatus before = streams.get(status.stream());
    if (before == null || !isReader(status)) {
      return false;
    }
    answered.add(status.stream());
    streams.put(status.stream(), status);
    keep(status.stream(), place);
    return status.state() == StreamState.ENDED && before.state() != StreamState.ENDED;
  }

  private void keep(StreamId stream, SourcePlace place) {
    TreeMap<Long, SourcePlace> known = placesOf(stream);
    known.put(place.position(), place);
    if (known.size() > PLACES_KEPT) {
      known.pollFirstEntry();
    }
  }

  /**
   * Where the source is opened for a stream that goes on at the position: the last place known that
   * does not lie behind it, or the beginning. Behind it, bytes would be missing.
   */
  SourcePlace placeOf(StreamId stream, long position) {
    Map.Entry<Long, SourcePlace> last = placesOf(stream).floorEntry(position);
    return last == null ? SourcePlace.START : last.getValue();
  }

  private TreeMap<Long, SourcePlace> placesOf(StreamId stream) {
    return places.computeIfAbsent(stream, none -> new TreeMap<>());
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
