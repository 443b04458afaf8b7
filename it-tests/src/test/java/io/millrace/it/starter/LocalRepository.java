package io.millrace.it.starter;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A local repository of Maven's in which the artifacts of this build are installed. What others
 * have made is that of the real one, linked; so nothing is loaded twice, and our artifacts don't
 * get into the real one, where later builds would take them for current.
 */
final class LocalRepository implements AutoCloseable {
  private static final String GROUP = "io";
  private static final String OURS = "millrace";
  private static final Pattern VERSION = Pattern.compile("<version>([^<]+)</version>");
  private static final Pattern JAR =
      Pattern.compile(".*/target/(millrace-[a-z-]+?)(-\\d.*)?\\.jar");

  private final Path folder;
  private final Path root;

  private LocalRepository(Path folder, Path root) {
    this.folder = folder;
    this.root = root;
  }

  /**
   * Makes it.
   *
   * @param folder an empty one
   */
  static LocalRepository in(Path folder) throws IOException {
    Path root = Path.of("").toAbsolutePath().getParent();
    LocalRepository repository = new LocalRepository(folder, root);
    Path real = real();
    linkAll(real, folder, GROUP);
    linkAll(real.resolve(GROUP), Files.createDirectory(folder.resolve(GROUP)), OURS);
    repository.install("millrace-parent", root.resolve("pom.xml"), ".pom");
    repository.installModules();
    return repository;
  }

  Path folder() {
    return folder;
  }

  /** Removes the links, so that whoever removes the folder need not beware of them. */
  @Override
  public void close() throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      for (Path link : entries.filter(Files::isSymbolicLink).toList()) {
        Files.delete(link);
      }
    }
  }

  /** The one that holds the libraries this test runs with. */
  private static Path real() {
    String library = File.separator + Path.of("ch", "qos", "logback") + File.separator;
    return classPath()
        .filter(entry -> entry.contains(library))
        .map(entry -> Path.of(entry.substring(0, entry.indexOf(library))))
        .findFirst()
        .orElseThrow();
  }

  private static Stream<String> classPath() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator));
  }

  private static void linkAll(Path from, Path to, String except) throws IOException {
    try (Stream<Path> entries = Files.list(from)) {
      for (Path entry : entries.toList()) {
        if (!entry.endsWith(except)) {
          Files.createSymbolicLink(to.resolve(entry.getFileName()), entry);
        }
      }
    }
  }

  /** As Maven's phase install would do, which this build does not come to. */
  private void installModules() throws IOException {
    List<Matcher> jars = classPath().map(JAR::matcher).filter(Matcher::matches).toList();
    if (jars.isEmpty()) {
      throw new IllegalStateException("no jars yet; run this test in Maven's phase verify");
    }
    for (Matcher jar : jars) {
      Path file = Path.of(jar.group());
      install(jar.group(1), file, ".jar");
      install(jar.group(1), file.getParent().resolveSibling("pom.xml"), ".pom");
    }
  }

  private void install(String artifact, Path file, String suffix) throws IOException {
    String version = version();
    Path place = folder.resolve(GROUP).resolve(OURS).resolve(artifact).resolve(version);
    Files.createDirectories(place);
    Files.copy(file, place.resolve(artifact + "-" + version + suffix));
  }

  private String version() throws IOException {
    Matcher version = VERSION.matcher(Files.readString(root.resolve("pom.xml")));
    if (!version.find()) {
      throw new IllegalStateException("the root pom has no version");
    }
    return version.group(1);
  }
}
