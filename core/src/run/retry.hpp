// SPDX-License-Identifier: MIT
// Runs the documents of a quarantine file again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "run/feed.hpp"
#include "run/line_reader.hpp"
#include "run/quarantine_record.hpp"

namespace quern::host {

// Gives the file's documents in its order, under the numbers they had. One whose bytes the file holds is
// loaded from them; any other is looked for in what the reader lists, by uri and offset. Where that fails
// too, it comes out as an item with a problem, so that it goes to quarantine again instead of being lost.
class RetryFeed final : public Feed {
public:
    // Throws an Error where the file cannot be read or is no quarantine file.
    RetryFeed(std::filesystem::path file, Reader& reader, std::uint64_t limit);

    bool next(Item& item, std::uint64_t& number) override;
    Reader::Extent extent() const override;
    bool next_unread(std::string& line) override;

private:
    using Place = std::pair<std::string, std::uint64_t>;  // uri and offset
    void open();
    bool read_line();
    bool read(QuarantineRecord& record);  // the file's next line; false at its end
    bool find(const Place& place, Item& item);

    const std::filesystem::path path_;
    Reader& reader_;
    const std::uint64_t limit_;
    std::optional<LineReader> lines_;
    std::string line_;
    std::uint64_t line_number_ = 0, given_ = 0, total_ = 0;
    std::set<Place> wanted_;        // what is to be looked for
    std::map<Place, Item> passed_;  // wanted, but listed in front of what was looked for
};

}  // namespace quern::host
