package io.millrace.connectors.fileoutput;

import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;

/** A path of a {@link StepFileSystem}. */
record StepPath(StepFileSystem system, Path real) implements Path {
  static Path real(Path path) {
    return path instanceof StepPath step ? step.real : path;
  }

  private Path view(Path other) {
    return other == null ? null : system.view(other);
  }

  @Override
  public FileSystem getFileSystem() {
    return system;
  }

  @Override
  public boolean isAbsolute() {
    return real.isAbsolute();
  }

  @Override
  public Path getRoot() {
    return view(real.getRoot());
  }

  @Override
  public Path getFileName() {
    return view(real.getFileName());
  }

  @Override
  public Path getParent() {
    return view(real.getParent());
  }

  @Override
  public int getNameCount() {
    return real.getNameCount();
  }

  @Override
  public Path getName(int index) {
    return view(real.getName(index));
  }

  @Override
  public Path subpath(int from, int to) {
    return view(real.subpath(from, to));
  }

  @Override
  public boolean startsWith(Path other) {
    return real.startsWith(real(other));
  }

  @Override
  public boolean endsWith(Path other) {
    return real.endsWith(real(other));
  }

  @Override
  public Path normalize() {
    return view(real.normalize());
  }

  @Override
  public Path resolve(Path other) {
    return view(real.resolve(real(other)));
  }

  @Override
  public Path relativize(Path other) {
    return view(real.relativize(real(other)));
  }

  @Override
  public URI toUri() {
    return real.toUri();
  }

  @Override
  public Path toAbsolutePath() {
    return view(real.toAbsolutePath());
  }

  @Override
  public Path toRealPath(LinkOption... options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public WatchKey register(
      WatchService watcher, WatchEvent.Kind<?>[] events, WatchEvent.Modifier... modifiers) {
    throw new UnsupportedOperationException();
  }

  @Override
  public int compareTo(Path other) {
    return real.compareTo(real(other));
  }

  @Override
  public String toString() {
    return real.toString();
  }
}
