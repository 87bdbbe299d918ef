// SPDX-License-Identifier: MIT
// Where a run's documents come from.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

#include <quern/stage.hpp>

namespace quern::host {

// Called by one thread at a time.
class Feed {
public:
    virtual ~Feed() = default;
    // The next item, and its number in the corpus, from 1. The item comes in empty. False at the end. May
    // throw whatever the reader throws.
    virtual bool next(Item& item, std::uint64_t& number) = 0;
    // How much there is, as far as known.
    virtual Reader::Extent extent() const = 0;
    // Of a quarantine file that is run again, the next of the lines that next() did not come to; false behind
    // the last.
    virtual bool next_unread(std::string&) { return false; }
};

// What the pipeline's reader lists, up to a limit (0: all).
class ReaderFeed final : public Feed {
public:
    ReaderFeed(Reader& reader, std::uint64_t limit) : reader_(reader), limit_(limit) {}

    bool next(Item& item, std::uint64_t& number) override {
        if (limit_ != 0 && listed_ == limit_) return false;
        number = ++listed_;
        return reader_.next(item);
    }
    Reader::Extent extent() const override {
        Reader::Extent all = reader_.extent();
        if (limit_ == 0 || (all.documents != 0 && all.documents <= limit_)) return all;
        return {limit_, 0, all.left_out};
    }

private:
    Reader& reader_;
    const std::uint64_t limit_;
    std::uint64_t listed_ = 0;
};

// What a run reads: the documents of the quarantine file `retry`, or where that is empty what the reader
// lists.
std::unique_ptr<Feed> make_feed(Reader& reader, const std::filesystem::path& retry, std::uint64_t limit);

}  // namespace quern::host
