package io.millrace.testkit.simulation;

import io.millrace.core.lane.ReceiveWindow;
import io.millrace.core.lane.SendWindow;
import io.millrace.core.model.LanePayload;
import io.millrace.core.model.WorkerId;
import io.millrace.protocol.LaneProtocol.Ack;
import io.millrace.protocol.LaneProtocol.Frame;
import java.util.List;

/** The lane of a worker towards one peer: both windows, and the pace at which frames come again. */
final class LaneEnd {
  private static final long SWEEP = 10 * Parameters.MILLI;

  private final SimulatedWorker worker;
  private final WorkerId peer;
  private final long windowBytes;
  private final SendWindow sending;
  private final ReceiveWindow receiving;
  private long handedOn;
  private boolean sweeping;
  private boolean closed;

  LaneEnd(SimulatedWorker worker, WorkerId peer, long windowBytes) {
    this.worker = worker;
    this.peer = peer;
    this.windowBytes = windowBytes;
    this.sending = new SendWindow(windowBytes);
    this.receiving = new ReceiveWindow(windowBytes);
  }

  void send(LanePayload payload) {
    sending.offer(payload);
    release();
  }

  List<LanePayload> onFrame(Frame frame) {
    List<LanePayload> ready = receiving.arrived(frame.sequence(), frame.payload());
    handedOn += ready.size();
    worker.tellPeer(peer, new Ack(worker.id(), receiving.next()));
    return ready;
  }

  void onAck(Ack ack) {
    sending.acknowledged(ack.next());
    release();
  }

  /** The peer has left and takes with it what was meant for it. */
  void close() {
    closed = true;
  }

  /** Whether what was handed on is what the peer is told has arrived. */
  boolean countsWhatItHandsOn() {
    return handedOn == receiving.next();
  }

  boolean windowsHold() {
    boolean sendingHolds = sending.bytesOnTheWay() <= windowBytes || sending.onTheWay() == 1;
    return sendingHolds && receiving.earlyBytes() <= windowBytes;
  }

  private void release() {
    sending.release().forEach(this::tell);
    sweepLater();
  }

  private void sweepLater() {
    if (!sweeping && !closed && sending.onTheWay() > 0) {
      sweeping = true;
      worker.after(SWEEP, "lane to " + peer + " sweeps", this::sweep);
    }
  }

  private void sweep() {
    sweeping = false;
    if (!closed) {
      sending.resend().forEach(this::tell);
      sweepLater();
    }
  }

  private void tell(SendWindow.Numbered numbered) {
    worker.tellPeer(peer, new Frame(worker.id(), numbered.sequence(), numbered.payload()));
  }
}
