package io.millrace.bench.versus;

import java.util.Locale;

/** Another engine. */
public enum Peer {
  /** Spark Streaming. */
  SPARK("io.millrace.peers.spark.SparkPeer"),
  /** Hazelcast Jet. */
  JET("io.millrace.peers.jet.JetPeer");

  private final String mainClass;

  Peer(String mainClass) {
    this.mainClass = mainClass;
  }

  /** Its folder, and its name in results. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  String mainClass() {
    return mainClass;
  }
}
