// SPDX-License-Identifier: MIT
#include "run/retry.hpp"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include <quern/error.hpp>

namespace quern::host {

RetryFeed::RetryFeed(std::filesystem::path file, Reader& reader, std::uint64_t limit)
    : path_(std::move(file)), reader_(reader), limit_(limit) {
    open();
    for (QuarantineRecord record; read(record); ++total_)
        if (!record.has_bytes) wanted_.emplace(record.item.uri, record.item.offset);
    open();
}

void RetryFeed::open() try {
    lines_.emplace(path_);
    line_number_ = 0;
} catch (const Error& error) {
    throw Error(fmt::format("{} {}", path_.string(), error.what()), error.hint());
}

bool RetryFeed::read_line() try {
    do {
        if (!lines_->next(line_)) return false;
        ++line_number_;
    } while (line_.empty());
    return true;
} catch (const Error& error) {
    throw Error(fmt::format("{}: {}", path_.string(), error.what()), error.hint());
}

bool RetryFeed::read(QuarantineRecord& record) {
    if (!read_line()) return false;
    try {
        record = read_quarantine_line(line_);
    } catch (const Error& error) {
        throw Error(fmt::format("{}:{}: no line of a quarantine file: {}", path_.string(), line_number_,
                                error.what()),
                    "give --retry a file that `quern run` left as its quarantine");
    }
    if (record.number == 0) record.number = line_number_;
    return true;
}

bool RetryFeed::next_unread(std::string& line) {
    if (!read_line()) return false;
    line = line_ + '\n';
    return true;
}

bool RetryFeed::next(Item& item, std::uint64_t& number) {
    QuarantineRecord record;
    if ((limit_ != 0 && given_ == limit_) || !read(record)) return false;
    ++given_;
    number = record.number;
    if (!record.has_bytes) {
        if (find({record.item.uri, record.item.offset}, item)) return true;
        record.item.problem = "cannot be retried: the input no longer lists it";
    }
    item = std::move(record.item);
    return true;
}

bool RetryFeed::find(const Place& place, Item& item) {
    if (const auto known = passed_.find(place); known != passed_.end()) {
        item = known->second;
        return true;
    }
    for (Item listed; reader_.next(listed); listed = Item()) {
        const Place here{listed.uri, listed.offset};
        if (here == place) {
            item = std::move(listed);
            return true;
        }
        if (wanted_.contains(here)) passed_.emplace(here, std::move(listed));
    }
    return false;
}

Reader::Extent RetryFeed::extent() const {
    return {limit_ == 0 ? total_ : std::min(limit_, total_), 0};
}

std::unique_ptr<Feed> make_feed(Reader& reader, const std::filesystem::path& retry, std::uint64_t limit) {
    if (retry.empty()) return std::make_unique<ReaderFeed>(reader, limit);
    return std::make_unique<RetryFeed>(retry, reader, limit);
}

}  // namespace quern::host
