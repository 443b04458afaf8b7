package io.millrace.connectors.fileoutput;

/** Which sink of which job writes a partition; kept with its commit records. */
record SinkName(String job, String sink) {
  boolean isOf(String otherJob) {
    return job.equals(otherJob);
  }

  String encode() {
    return job + "\n" + sink;
  }

  static SinkName decode(String text) {
    int end = text.lastIndexOf('\n');
    return new SinkName(text.substring(0, Math.max(0, end)), text.substring(end + 1));
  }

  @Override
  public String toString() {
    return "%s of job %s".formatted(sink, job);
  }
}
