package io.millrace.peers.jet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * Speaks as a peer does, and only counts: its latencies are made up. With {@code -Dpeer.dies=true}
 * it ends before it has said anything, with {@code -Dpeer.drops=N} it keeps N records to itself.
 */
public final class JetPeer {
  private static final int RECORD_BYTES = 20;

  private JetPeer() {}

  /** Called by {@code PeerRuns}, as the real one is. */
  public static void main(String[] arguments) throws IOException {
    if (Boolean.getBoolean("peer.dies")) {
      System.err.println("a reason");
      System.exit(1);
    }
    System.out.println("engine Fake 1.0");
    Map<String, String> order = new HashMap<>();
    for (String argument : arguments) {
      order.put(argument.split("=")[0], argument.split("=")[1]);
    }
    String[] source = order.get("sources").split(":");
    try (Socket socket = new Socket(source[0], Integer.parseInt(source[1]))) {
      long records = count(socket.getInputStream()) - Long.getLong("peer.drops", 0);
      tell(order, records);
    }
  }

  /** Its time is over at the first byte; then it reads to the end of what was sent. */
  private static long count(InputStream input) throws IOException {
    long bytes = input.readNBytes(RECORD_BYTES).length;
    System.out.println("over");
    return (bytes + input.readAllBytes().length) / RECORD_BYTES;
  }

  private static void tell(Map<String, String> order, long records) throws IOException {
    String sent =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
    System.err.println(order + ", was told " + sent);
    System.out.println(
        "figures {\"records\":%d,\"lost\":0,\"duplicated\":0,\"rejected\":0,".formatted(records)
            + "\"seconds\":0.001,\"measuredRecords\":1000000,\"firstHalfMean\":100,"
            + "\"secondHalfMean\":100,\"latency\":{\"mean\":150,\"p50\":100,\"p90\":200,"
            + "\"p99\":400,\"p999\":500,\"max\":600},\"problem\":null}");
  }
}
