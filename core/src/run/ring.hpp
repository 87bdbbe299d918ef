// SPDX-License-Identifier: MIT
// Puts work that many threads do back into the order in which it was handed out.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <vector>

namespace quern::host {

// Bounded in number and in bytes; the oldest is always admitted, so that one that is larger than the bound
// passes alone. Whichever thread completes the oldest delivers it, and all complete ones behind it, one
// thread at a time.
template <class Result>
class ReorderRing {
public:
    using Ticket = std::uint64_t;

    ReorderRing(std::size_t places, std::uint64_t bytes)
        : places_(places), places_when_full_(places / 2 + 1), byte_limit_(bytes) {}

    // The next ticket, as soon as there is room; nothing once the ring is closed. Called by one thread at a
    // time.
    std::optional<Ticket> admit(std::uint64_t bytes) {
        std::unique_lock lock(mutex_);
        if (!has_room(places_.size(), bytes)) {
            waiting_for_ = bytes;
            changed_.wait(lock, [&] { return has_room(places_when_full_, bytes); });
            waiting_for_.reset();
        }
        if (closed_) return std::nullopt;
        bytes_ += bytes;
        place(next_).bytes = bytes;
        return next_++;
    }

    // Where the holder of a ticket leaves its result. What an earlier ticket left there still stands in it:
    // its memory can be used again.
    Result& result(Ticket ticket) { return place(ticket).result; }

    // Corrects what was said to admit(), once it is known. Never waits.
    void recharge(Ticket ticket, std::uint64_t bytes) {
        std::lock_guard lock(mutex_);
        bytes_ += bytes - place(ticket).bytes;
        place(ticket).bytes = bytes;
    }

    // Says that the result stands. `deliver(Result&)` is called for it once all older ones are delivered,
    // here or by another thread; no longer once the ring is closed. It must not throw.
    template <class Deliver>
    void complete(Ticket ticket, const Deliver& deliver) {
        std::unique_lock lock(mutex_);
        place(ticket).complete = true;
        if (delivering_) return;
        delivering_ = true;
        while (!closed_ && place(oldest_).complete) {
            Place& head = place(oldest_);
            lock.unlock();
            deliver(head.result);
            lock.lock();
            head.complete = false;
            bytes_ -= head.bytes;
            ++oldest_;
            if (waiting_for_ && has_room(places_when_full_, *waiting_for_)) changed_.notify_one();
        }
        delivering_ = false;
    }

    // Nothing more is admitted or delivered.
    void close() {
        std::lock_guard lock(mutex_);
        closed_ = true;
        changed_.notify_all();
    }

private:
    struct Place {
        Result result{};
        std::uint64_t bytes = 0;
        bool complete = false;
    };
    bool has_room(std::size_t places, std::uint64_t bytes) const {
        return closed_ || next_ == oldest_ || (next_ - oldest_ < places && bytes_ + bytes <= byte_limit_);
    }
    Place& place(Ticket ticket) { return places_[ticket % places_.size()]; }

    std::vector<Place> places_;
    // A full ring is let run half empty: threads that pass one place at a time to each other do little else.
    const std::size_t places_when_full_;
    const std::uint64_t byte_limit_;
    std::mutex mutex_;  // guards all below, and the places but for their results
    std::condition_variable changed_;
    Ticket next_ = 0, oldest_ = 0;
    std::uint64_t bytes_ = 0;
    std::optional<std::uint64_t> waiting_for_;  // bytes that somebody in admit() waits for
    bool delivering_ = false, closed_ = false;
};

}  // namespace quern::host
