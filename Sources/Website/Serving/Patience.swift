import NIOCore

/// Ends a connection on which nothing is answered for too long.
///
/// Who sends a request byte by byte, or none at all, or reads no answer, would otherwise hold the connection for as long as it
/// likes, and with it a program that was asked to end.
final class Patience: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = Never
    typealias OutboundIn = Never

    /// From the connection's beginning, and from each piece of an answer, to the next.
    private static let limit = TimeAmount.seconds(60)
    /// The same once the site is about to end.
    private static let lastLimit = TimeAmount.seconds(5)

    private var deadline = NIODeadline.distantFuture
    private var watch: Scheduled<Void>?

    func handlerAdded(context: ChannelHandlerContext) {
        deadline = .now() + Self.limit
        watch(context)
    }

    func handlerRemoved(context: ChannelHandlerContext) { watch?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        watch?.cancel()
        context.fireChannelInactive()
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        deadline = .now() + Self.limit
        context.write(data, promise: promise)
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is ChannelShouldQuiesceEvent {
            deadline = min(deadline, .now() + Self.lastLimit)
            watch(context)
        }
        context.fireUserInboundEventTriggered(event)
    }

    /// One look at the clock for many answers: whoever was answered meanwhile is looked at again later.
    private func watch(_ context: ChannelHandlerContext) {
        watch?.cancel()
        watch = context.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) {
            if NIODeadline.now() < self.deadline { self.watch(context) } else { context.close(promise: nil) }
        }
    }
}
