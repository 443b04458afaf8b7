package io.millrace.node.driver.http;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import io.millrace.actors.shared.code.JarFolder;
import io.millrace.config.MillraceSettings;
import io.millrace.config.NodeConfig;
import io.millrace.node.driver.DriverWiring;
import io.millrace.node.driver.code.CodeLibrary;
import io.millrace.node.driver.desk.JobClient;
import io.millrace.node.driver.desk.JobDesk;
import io.millrace.protocol.DriverProtocol;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** A driver without workers behind its HTTP server, and a client of it. */
final class HttpNode implements AutoCloseable {
  private static final String JSON = "application/json";

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final ActorSystem<Void> system;
  private final JarFolder jars;
  final String address;

  /**
   * @param directory where it keeps jars
   */
  HttpNode(Path directory, Map<String, String> more) throws IOException, InterruptedException {
    Map<String, String> settings = new HashMap<>(more);
    settings.put("millrace.http.port", "0");
    settings.put("millrace.node.work-directory", directory.toString());
    Config config = NodeConfig.embedded(NodeConfig.of(settings, "test"));
    MillraceSettings read = MillraceSettings.from(config);
    CompletableFuture<ActorRef<DriverProtocol.Command>> driver = new CompletableFuture<>();
    jars = DriverWiring.jars(read);
    system =
        ActorSystem.create(
            Behaviors.setup(context -> guard(context, read, driver)), "http-node", config);
    JobClient jobs = new JobClient(system, driver.join());
    JobDesk desk = new JobDesk(jobs, new CodeLibrary(jars), read, List::of);
    address = HttpApi.start(system, read.http(), desk);
  }

  private Behavior<Void> guard(
      ActorContext<Void> context,
      MillraceSettings settings,
      CompletableFuture<ActorRef<DriverProtocol.Command>> started) {
    started.complete(context.spawn(DriverWiring.driver(settings, jars), "driver"));
    return Behaviors.empty();
  }

  /** A request for a path below {@code /api/v1/}. */
  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + "/api/v1/" + path));
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send(to(path));
  }

  HttpResponse<String> put(String path, Path file) throws IOException, InterruptedException {
    return send(to(path).PUT(BodyPublishers.ofFile(file)));
  }

  HttpResponse<String> post(String json) throws IOException, InterruptedException {
    return send(submission(json));
  }

  HttpRequest.Builder submission(String json) {
    return to("jobs").header("Content-Type", JSON).POST(BodyPublishers.ofString(json));
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  CompletableFuture<HttpResponse<String>> begin(HttpRequest.Builder request) {
    return client.sendAsync(request.build(), BodyHandlers.ofString());
  }

  /** Sends these lines as they are; the whole answer. */
  String raw(String... lines) throws IOException {
    String[] place = address.split(":");
    try (Socket socket = new Socket(place[0], Integer.parseInt(place[1]))) {
      String request = String.join("\r\n", lines) + "\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
          .lines()
          .collect(Collectors.joining("\n"));
    }
  }

  static JsonNode json(HttpResponse<String> response) throws IOException {
    return new ObjectMapper().readTree(response.body());
  }

  @Override
  public void close() throws IOException {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
    jars.close();
  }
}
