package io.millrace.launcher.generate;

import static io.millrace.launcher.generate.RunningGenerator.number;
import static io.millrace.launcher.generate.RunningGenerator.readToEnd;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class GenerateCommandTest {

  private static final InetAddress LOOPBACK = loopback();

  @Test
  void what_two_connections_receive_is_what_it_says_it_sent() throws Exception {
    RunningGenerator generator =
        RunningGenerator.with("--port 0 --rate-mb 2 --connections 2 --seconds 0.3");
    int port = generator.port();
    byte[] first;
    byte[] second;
    try (Socket one = new Socket(LOOPBACK, port);
        Socket two = new Socket(LOOPBACK, port)) {
      first = readToEnd(one);
      second = readToEnd(two);
    }

    assertThat(generator.exitStatus()).isZero();
    List<String> lines = List.of(generator.nextLine(), generator.nextLine());
    assertWholeSequence(first, 0, lineOf(lines, 0));
    assertWholeSequence(second, 1, lineOf(lines, 1));
    String total = generator.nextLine();
    assertThat(total).startsWith("total connections=2 ");
    assertThat(number(total, "bytes")).isEqualTo(first.length + second.length);
    assertThat(number(total, "records")).isEqualTo((first.length + second.length) / 20);
  }

  private static String lineOf(List<String> lines, int ordinal) {
    return lines.stream()
        .filter(line -> line.startsWith("connection ordinal=" + ordinal + " "))
        .findFirst()
        .orElseThrow();
  }

  private static void assertWholeSequence(byte[] received, int ordinal, String line) {
    List<SentRecord> records = SentRecord.parseAll(received);
    for (int i = 0; i < records.size(); i++) {
      assertThat(records.get(i).ordinal()).isEqualTo(ordinal);
      assertThat(records.get(i).id()).isEqualTo(i);
    }
    assertThat(number(line, "records")).isEqualTo(records.size()).isPositive();
    assertThat(number(line, "bytes")).isEqualTo(received.length);
    assertThat(line).endsWith(" ended=done");
  }

  @Test
  void it_stops_between_two_records_when_its_input_ends() throws Exception {
    RunningGenerator generator =
        RunningGenerator.with("--port 0 --rate-mb 3 --record-bytes 25 --stop-on-eof");
    try (Socket socket = new Socket(LOOPBACK, generator.port())) {
      DataInputStream input = new DataInputStream(socket.getInputStream());
      byte[] start = input.readNBytes(25);
      generator.endInput();
      byte[] rest = input.readAllBytes();

      assertThat(SentRecord.parseAll(start)).hasSize(1);
      assertThat(generator.exitStatus()).isZero();
      String connection = generator.nextLine();
      assertThat(connection).endsWith(" ended=stopped");
      assertThat(number(connection, "bytes")).isEqualTo(25 + rest.length);
      assertThat(generator.nextLine()).startsWith("total connections=1 ");
      assertThat(rest.length % 25).isZero();
    }
  }

  @Test
  void a_reader_that_comes_back_gets_a_sequence_of_its_own() throws Exception {
    RunningGenerator generator = RunningGenerator.with("--port 0 --rate-mb 1 --stop-on-eof");
    int port = generator.port();
    try (Socket socket = new Socket(LOOPBACK, port)) {
      assertThat(socket.getInputStream().readNBytes(20)).startsWith(ascii("00000000 "));
    }
    assertThat(generator.nextLine())
        .startsWith("connection ordinal=0 ")
        .endsWith(" ended=peer-closed");
    try (Socket socket = new Socket(LOOPBACK, port)) {
      assertThat(socket.getInputStream().readNBytes(20)).startsWith(ascii("10000000 "));
      generator.endInput();
      readToEnd(socket);
    }

    assertThat(generator.exitStatus()).isZero();
    assertThat(generator.nextLine()).startsWith("connection ordinal=1 ").endsWith(" ended=stopped");
    assertThat(generator.nextLine()).startsWith("total connections=2 ");
  }

  @Test
  void it_stops_while_nobody_has_come() throws Exception {
    RunningGenerator generator = RunningGenerator.with("--port 0 --stop-on-eof");
    generator.port();
    generator.endInput();

    assertThat(generator.exitStatus()).isZero();
    assertThat(generator.nextLine()).startsWith("total connections=0 records=0 ");
  }

  @Test
  void faults_show_in_what_is_printed() throws Exception {
    RunningGenerator generator =
        RunningGenerator.with(
            "--port 0 --rate-mb 1 --seconds 0.4 --leave-out 2 --repeat 1 --malformed 1");
    byte[] received;
    try (Socket socket = new Socket(LOOPBACK, generator.port())) {
      received = readToEnd(socket);
    }

    assertThat(SentRecord.lines(received)).filteredOn(line -> line.startsWith("?")).hasSize(1);
    assertThat(generator.nextLine()).endsWith(" ended=done leftOut=2 repeated=1 malformed=1");
    String total = generator.nextLine();
    assertThat(total).endsWith(" leftOut=2 repeated=1 malformed=1");
    assertThat(number(total, "bytes")).isEqualTo(received.length);
  }

  @Test
  void a_port_in_use_is_said_in_a_sentence() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
      int port = taken.getLocalPort();
      RunningGenerator generator = RunningGenerator.with("--port " + port);

      assertThat(generator.exitStatus()).isEqualTo(1);
      assertThat(generator.nextError())
          .isEqualTo(
              "port %d is in use on 127.0.0.1; choose another with --port, 0 for any free one"
                  .formatted(port));
    }
  }

  @Test
  void an_address_that_is_not_ours_is_said_in_a_sentence() throws Exception {
    RunningGenerator generator = RunningGenerator.with("--port 0 --bind 192.0.2.1");

    assertThat(generator.exitStatus()).isEqualTo(1);
    assertThat(generator.nextError())
        .startsWith("cannot listen on 192.0.2.1:0 (")
        .endsWith("); choose another --bind or --port");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--port 65536 | --port is 65536; it must be from 0 to 65535",
        "--port -1 | --port is -1; it must be from 0 to 65535",
        "--rate-mb -0.5 | --rate-mb is -0.5; it must be from 0 to 10000",
        "--rate-mb NaN | --rate-mb is NaN; it must be from 0 to 10000",
        "--record-bytes 14 | --record-bytes is 14; it must be from 15 to 4096",
        "--record-bytes 4097 | --record-bytes is 4097; it must be from 15 to 4096",
        "--connections 0 | --connections is 0; it must be from 1 to 1000",
        "--seconds 0 | --seconds is 0; it must be from 0.1 to 1000000",
        "--stamp now | --stamp is now; it must be due or sent",
        "--leave-out -1 | --leave-out is -1; it must be from 0 to 1000000",
        "--repeat 1000001 | --repeat is 1000001; it must be from 0 to 1000000",
        "--malformed -2 | --malformed is -2; it must be from 0 to 1000000"
      })
  void an_option_out_of_range_is_refused_with_its_range(String options, String sentence)
      throws Exception {
    RunningGenerator generator = RunningGenerator.with(options);

    assertThat(generator.exitStatus()).isEqualTo(2);
    assertThat(generator.nextError()).isEqualTo(sentence);
  }

  /** By number: the name may stand for the sixth version's. */
  private static InetAddress loopback() {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
    } catch (UnknownHostException e) {
      throw new AssertionError("four bytes are an address", e);
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
