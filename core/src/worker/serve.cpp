// SPDX-License-Identifier: MIT
// The child's part of isolation: describes a plugin, and serves one of its stages by the worker protocol.
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <optional>
#include <span>

#include <fmt/format.h>
#include <rapidjson/document.h>

#include <quern/error.hpp>
#include <quern/json.hpp>
#include <quern/plugin.hpp>
#include <quern/record.hpp>

#include "document/access.hpp"
#include "document/scratch.hpp"
#include "plugin/exception_text.hpp"
#include "plugin/plugin_file.hpp"
#include "plugin/program.hpp"
#include "plugin/registry.hpp"
#include "worker/answer_writer.hpp"
#include "worker/greeting.hpp"
#include "worker/isolation.hpp"
#include "worker/worker_file_json.hpp"

namespace quern::host {

namespace {

// The two ends of the protocol. Whatever the plugin itself prints goes to stderr.
class Channel {
public:
    Channel() : out_(::fcntl(1, F_DUPFD_CLOEXEC, 3)) { ::dup2(2, 1); }
    ~Channel() { ::close(out_); }

    // The next line, without its line break; false at the end.
    bool read(std::string& line) {
        while (true) {
            if (const auto end = buffer_.find('\n', searched_); end != buffer_.npos) {
                line.assign(buffer_, 0, end);
                buffer_.erase(0, end + 1);
                searched_ = 0;
                return true;
            }
            searched_ = buffer_.size();
            constexpr std::size_t chunk = 1 << 16;
            buffer_.resize(searched_ + chunk);
            const auto got = ::read(0, buffer_.data() + searched_, chunk);
            buffer_.resize(searched_ + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
            if (got == 0 || (got < 0 && errno != EINTR)) return false;
        }
    }
    // False where nobody reads any more.
    bool write(std::string_view bytes) {
        while (!bytes.empty()) {
            const auto written = ::write(out_, bytes.data(), bytes.size());
            if (written < 0 && errno != EINTR) return false;
            if (written > 0) bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        return true;
    }

private:
    int out_;
    std::string buffer_;
    std::size_t searched_ = 0;
};

class ChildSetup final : public Setup {
public:
    ChildSetup(const OfferedStage& offer, std::uint64_t max_bytes) : offer_(offer), max_bytes_(max_bytes) {}

    std::filesystem::path data(std::string_view file) const override { return offer_.data(file); }
    std::uint64_t max_bytes() const override { return max_bytes_; }
    void warn(const std::string& message) override { warnings.push_back(message); }

    std::vector<std::string> warnings;

private:
    const OfferedStage& offer_;
    std::uint64_t max_bytes_;
};

std::string error_line(const std::string& id, const ExceptionText& text) {
    std::string line = "{\"id\":";
    json::append_string(line, id);
    line += ",\"error\":";
    json::append_string(line, text.message);
    line += ",\"hint\":";
    json::append_string(line, text.hint);
    line += text.fatal ? ",\"fatal\":true}\n" : "}\n";
    return line;
}

std::string list_of(const std::vector<std::string>& texts) {
    std::string out = "[";
    for (const auto& text : texts) {
        if (out.size() > 1) out += ',';
        json::append_string(out, text);
    }
    return out + "]";
}

// Sets the options of a declaration from the greeting's JSON, which was made from one like it.
class OptionReader {
public:
    explicit OptionReader(const rapidjson::Value& value) : value_(value) {}

    void operator()(bool* to) const { *to = value_.IsBool() && value_.GetBool(); }
    void operator()(int* to) const { *to = value_.IsInt() ? value_.GetInt() : *to; }
    void operator()(std::int64_t* to) const { *to = value_.IsInt64() ? value_.GetInt64() : *to; }
    void operator()(double* to) const { *to = value_.IsNumber() ? value_.GetDouble() : *to; }
    void operator()(std::string* to) const { *to = text(value_); }
    void operator()(std::filesystem::path* to) const { *to = text(value_); }
    void operator()(std::vector<std::string>* to) const { list(*to); }
    void operator()(std::vector<std::filesystem::path>* to) const { list(*to); }
    void operator()(std::map<std::string, std::string>* to) const {
        to->clear();
        if (value_.IsObject())
            for (const auto& member : value_.GetObject()) to->emplace(text(member.name), text(member.value));
    }

private:
    static std::string text(const rapidjson::Value& value) {
        return value.IsString() ? std::string(value.GetString(), value.GetStringLength()) : std::string();
    }
    template <class T>
    void list(std::vector<T>& to) const {
        to.clear();
        if (value_.IsArray())
            for (const auto& item : value_.GetArray()) to.emplace_back(text(item));
    }
    const rapidjson::Value& value_;
};

void set_options(const Declaration::Content& content, const std::string& options) {
    rapidjson::Document json;
    json.Parse<rapidjson::kParseIterativeFlag>(options.data(), options.size());
    if (json.HasParseError() || !json.IsObject()) throw Error("this is no greeting of quern");
    for (const auto& option : content.options)
        if (const auto found = json.FindMember(option.name.c_str()); found != json.MemberEnd())
            std::visit(OptionReader(found->value), option.target);
}

OfferedStage offer_of(const std::filesystem::path& file, const std::string& stage) {
    const auto& table = load_plugin(file);
    for (const StageEntry& entry : std::span(table.stages, table.count))
        if (entry.name == stage) return {stage, entry.kind, &entry, file, table.version, nullptr};
    throw Error(fmt::format("{} offers no stage '{}'", file.string(), stage));
}

// One stage at work.
class Server {
public:
    Server(Channel& channel, const std::filesystem::path& file, const std::string& stage)
        : channel_(channel),
          offer_(offer_of(file, stage)),
          object_(offer_.make()),
          declaration_(offer_.declare(*object_)) {}

    void greet(const std::string& line) {
        greeting_ = read_greeting(line);
        set_options(declaration_.content(), greeting_.options);
        access_ = {offer_.name, &declaration_.content(), false, greeting_.layers};
        for (const auto& use : access_.uses) rules_.layers.push_back(use.schema);
        writer_.emplace(access_);
        ChildSetup setup(offer_, greeting_.max_bytes);
        object_->prepare(setup);
        channel_.write("{\"quern\":1,\"warnings\":" + list_of(setup.warnings) + "}\n");
    }

    bool answer(std::string& line) {
        Document document;
        std::string answer;
        try {
            reader_.read(line, greeting_.offsets, rules_, document, ignored_);
            writer_->before(document);
            Access::enter(document, &access_, &scratch_);
            static_cast<Stage&>(*object_).process(document);
            document.finish_layers();
            Access::enter(document, nullptr, &scratch_);
            answer = writer_->answer(document);
        } catch (...) {
            answer = error_line(document.id, current_exception_text());
        }
        return channel_.write(answer);
    }

private:
    Channel& channel_;
    OfferedStage offer_;
    std::unique_ptr<Component> object_;
    Declaration declaration_;
    Greeting greeting_;
    Access access_;
    RecordRules rules_;
    std::optional<AnswerWriter> writer_;
    RecordReader reader_;
    Scratch scratch_;
    std::vector<std::string> ignored_;
};

}  // namespace

int serve_stage(const std::filesystem::path& file, const std::string& stage) {
    Channel channel;
    std::string line;
    if (!channel.read(line)) return 0;
    std::optional<Server> server;
    try {
        server.emplace(channel, file, stage);
        server->greet(line);
    } catch (...) {
        channel.write(error_line("", current_exception_text()));
        return 1;
    }
    while (channel.read(line))
        if (!server->answer(line)) return 1;
    return 0;
}

int describe_plugin(const std::filesystem::path& file) {
    Channel channel;
    std::string line;
    try {
        const auto& table = load_plugin(file);
        std::vector<std::string> left_out, workers;
        for (const StageEntry& entry : std::span(table.stages, table.count)) {
            if (entry.kind != ComponentKind::stage) {
                left_out.emplace_back(entry.name);
                continue;
            }
            const OfferedStage offer{entry.name, entry.kind, &entry, file, table.version, nullptr};
            const auto object = offer.make();
            const auto declaration = offer.declare(*object);
            workers.push_back(worker_file_json(
                entry.name, table.version,
                {this_program().string(), serve_argument, file.string(), entry.name}, declaration.content()));
        }
        line = "{\"left_out\":" + list_of(left_out) + ",\"workers\":" + list_of(workers) + "}\n";
    } catch (...) {
        line = error_line("", current_exception_text());
    }
    return channel.write(line) ? 0 : 1;
}

}  // namespace quern::host
