// SPDX-License-Identifier: MIT
#include "run/retry.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include <quern/error.hpp>

#include "run/json_text.hpp"

namespace quern::host {

namespace {

constexpr const char* what_to_give = "give --retry a file that `quern run` left as its quarantine";

std::string string_member(const rapidjson::Value& object, const char* name) {
    const auto member = object.FindMember(name);
    if (member == object.MemberEnd() || !member->value.IsString()) return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

std::uint64_t number_member(const rapidjson::Value& object, const char* name, std::uint64_t otherwise) {
    const auto member = object.FindMember(name);
    return member != object.MemberEnd() && member->value.IsUint64() ? member->value.GetUint64() : otherwise;
}

}  // namespace

RetryFeed::RetryFeed(std::filesystem::path file, Reader& reader, std::uint64_t limit)
    : path_(std::move(file)), reader_(reader), limit_(limit) {
    open();
    for (Record record; read(record); ++total_)
        if (!record.has_bytes) wanted_.emplace(record.item.uri, record.item.offset);
    open();
}

void RetryFeed::open() {
    file_ = std::ifstream(path_, std::ios::binary);
    line_number_ = 0;
    if (!file_) throw Error(fmt::format("cannot read {}: {}", path_.string(), std::strerror(errno)));
}

void RetryFeed::refuse(const std::string& why) const {
    throw Error(fmt::format("{}:{}: no line of a quarantine file: {}", path_.string(), line_number_, why),
                what_to_give);
}

bool RetryFeed::read(Record& record) {
    do {
        if (!std::getline(file_, line_)) return false;
        ++line_number_;
    } while (line_.empty());

    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(line_.data(), line_.size());
    if (json.HasParseError()) refuse(rapidjson::GetParseError_En(json.GetParseError()));
    if (!json.IsObject() || !json.HasMember("id") || !json.HasMember("uri")) refuse("it has no id or no uri");
    record = Record();
    record.number = std::max<std::uint64_t>(1, number_member(json, "number", line_number_));
    record.item.id = string_member(json, "id");
    record.item.uri = string_member(json, "uri");
    record.item.media_type = string_member(json, "media_type");
    record.item.offset = number_member(json, "offset", 0);
    record.has_bytes = json.HasMember("source") || json.HasMember("source_base64");
    record.item.data = string_member(json, "source");
    if (json.HasMember("source_base64") &&
        !from_base64(string_member(json, "source_base64"), record.item.data))
        refuse("its source_base64 is no base64");
    record.item.size = number_member(json, "size", record.item.data.size());
    return true;
}

bool RetryFeed::next(Item& item, std::uint64_t& number) {
    Record record;
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

}  // namespace quern::host
