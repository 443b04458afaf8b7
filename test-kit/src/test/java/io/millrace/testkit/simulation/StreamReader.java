package io.millrace.testkit.simulation;

import io.millrace.core.model.BatchGrid;
import io.millrace.core.model.BlockId;
import io.millrace.core.model.BlockMeta;
import io.millrace.core.model.SourcePlace;
import io.millrace.core.model.StreamMark;
import io.millrace.core.model.StreamState;
import io.millrace.core.model.StreamStatus;
import io.millrace.dsl.BatchId;
import io.millrace.protocol.JobProtocol;
import io.millrace.protocol.WorkerProtocol.OpenStream;
import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * A receiver: seals a block at each block interval, at each deadline by its own clock, and so on.
 */
final class StreamReader implements Source.Reader {
  private final SimulatedWorker worker;
  private final OpenStream opened;
  private final BatchGrid grid;
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private long sealedThrough;
  private int connection;
  private BatchId marked;
  private StreamState state = StreamState.RECEIVING;
  private boolean reminding;

  StreamReader(SimulatedWorker worker, OpenStream opened) {
    this.worker = worker;
    this.opened = opened;
    this.grid = opened.grid();
    this.sealedThrough = opened.position();
    this.connection = opened.connection();
    this.marked = grid.endedBy(worker.clock());
    worker.blocks().open(opened.stream(), opened.position());
    tickLater();
    tellState();
  }

  @Override
  public boolean isConnected() {
    return !worker.isDead();
  }

  @Override
  public void received(List<byte[]> records) {
    worker.run(() -> records.forEach(this::append));
  }

  @Override
  public void reconnected() {
    worker.run(
        () -> {
          seal();
          connection++;
        });
  }

  @Override
  public void ended() {
    worker.run(this::end);
  }

  private void append(byte[] record) {
    if (open.size() > 0 && open.size() + record.length > worker.parameters().blockBytes()) {
      seal();
    }
    open.writeBytes(record);
  }

  private void tickLater() {
    long untilNext = grid.blockNanos() - Math.floorMod(worker.clock(), grid.blockNanos());
    worker.after(untilNext, opened.stream() + " seals", this::tick);
  }

  private void tick() {
    if (state == StreamState.ENDED) {
      return;
    }
    seal();
    BatchId through = grid.endedBy(worker.clock());
    while (marked.compareTo(through) < 0) {
      marked = marked.next();
      worker.blocks().mark(new StreamMark(opened.stream(), marked, sealedThrough));
    }
    tickLater();
  }

  private void seal() {
    if (open.size() == 0) {
      return;
    }
    BlockId id = new BlockId(opened.stream(), sealedThrough);
    sealedThrough += open.size();
    worker.blocks().store(new BlockMeta(id, sealedThrough, connection), open.toByteArray());
    open.reset();
  }

  /** Says so at once, though its last blocks may not be stored yet. */
  private void end() {
    seal();
    state = StreamState.ENDED;
    tellState();
  }

  /** And again, as it may not arrive. */
  private void tellState() {
    if (worker.isJobOver()) {
      return;
    }
    StreamStatus status =
        new StreamStatus(
            opened.stream(),
            opened.label(),
            worker.id(),
            state,
            sealedThrough,
            connection + 1,
            0,
            "");
    worker.tellDriver(
        "receiver", new JobProtocol.StreamChanged(opened.job(), status, SourcePlace.START));
    if (!reminding) {
      reminding = true;
      worker.after(
          Parameters.REMIND,
          opened.stream() + " tells its state",
          () -> {
            reminding = false;
            tellState();
          });
    }
  }
}
