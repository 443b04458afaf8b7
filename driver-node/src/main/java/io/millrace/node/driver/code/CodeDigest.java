package io.millrace.node.driver.code;

import io.millrace.dsl.JobDefinitionException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the user's code is, as a hash over all classes of the place the job was loaded from, a
 * folder or a jar: a lambda's body is in no template, so a change of it must show here. The same
 * classes have the same digest wherever they lie, and in both forms.
 */
final class CodeDigest {
  private CodeDigest() {}

  /** The digest of the code that holds the class. */
  static byte[] of(Class<?> job) {
    Path place = placeOf(job);
    try {
      if (Files.isDirectory(place)) {
        return ofTree(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return ofTree(jar.getPath("/"));
      }
    } catch (IOException e) {
      throw new JobDefinitionException(
          "the classes of job "
              + job.getName()
              + " can't be read from "
              + place
              + ": "
              + e.getMessage());
    }
  }

  private static Path placeOf(Class<?> job) {
    CodeSource source = job.getProtectionDomain().getCodeSource();
    if (source == null || source.getLocation() == null) {
      throw new JobDefinitionException(
          "job " + job.getName() + " has no folder or jar it came from");
    }
    try {
      return Path.of(URI.create(source.getLocation().toString()));
    } catch (IllegalArgumentException | FileSystemNotFoundException e) {
      throw new JobDefinitionException(
          "job %s comes from %s, which is neither a folder nor a jar file"
              .formatted(job.getName(), source.getLocation()));
    }
  }

  private static byte[] ofTree(Path root) throws IOException {
    MessageDigest digest = sha256();
    for (String name : classNames(root)) {
      digest.update((name + "\n").getBytes(StandardCharsets.UTF_8));
      digest.update(sha256().digest(Files.readAllBytes(root.resolve(name))));
    }
    return digest.digest();
  }

  private static List<String> classNames(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .filter(name -> name.endsWith(".class"))
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}
