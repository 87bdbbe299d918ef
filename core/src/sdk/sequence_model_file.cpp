// SPDX-License-Identifier: MIT
// The file of a SequenceModel: a line that says what it is, the members in order with numbers in
// little-endian bytes, and a checksum of all that.
#include <bit>
#include <cstring>
#include <type_traits>

#include <fmt/format.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

#include <quern/error.hpp>
#include <quern/input.hpp>
#include <quern/output.hpp>
#include <quern/sequence_model.hpp>

namespace quern::inline QUERN_ABI_NAMESPACE {

namespace {

static_assert(std::endian::native == std::endian::little);

constexpr std::string_view magic = "quern sequence model 1\n";
constexpr std::uint64_t most_bytes = 1'000'000'000;

class Packer {
public:
    template <class T>
    void number(T value) {
        static_assert(std::is_trivially_copyable_v<T>);
        bytes_.append(reinterpret_cast<const char*>(&value), sizeof value);
    }
    void text(std::string_view value) {
        number(static_cast<std::uint32_t>(value.size()));
        bytes_ += value;
    }
    template <class T>
    void numbers(const std::vector<T>& values) {
        number(static_cast<std::uint32_t>(values.size()));
        bytes_.append(reinterpret_cast<const char*>(values.data()), values.size() * sizeof(T));
    }
    std::string& bytes() { return bytes_; }

private:
    std::string bytes_;
};

class Unpacker {
public:
    explicit Unpacker(std::string_view bytes) : bytes_(bytes) {}
    template <class T>
    T number() {
        T value;
        std::memcpy(&value, take(sizeof value).data(), sizeof value);
        return value;
    }
    std::string text() { return std::string(take(number<std::uint32_t>())); }
    template <class T>
    std::vector<T> numbers() {
        const auto size = number<std::uint32_t>();
        const auto bytes = take(std::uint64_t{size} * sizeof(T));
        std::vector<T> values(size);
        if (size != 0) std::memcpy(values.data(), bytes.data(), bytes.size());
        return values;
    }
    bool done() const { return bytes_.empty(); }

private:
    std::string_view take(std::uint64_t size) {
        if (size > bytes_.size()) throw Error("it is cut short");
        const auto part = bytes_.substr(0, size);
        bytes_.remove_prefix(size);
        return part;
    }
    std::string_view bytes_;
};

// A row as the labels it has weights for, one bit each, and those weights: most are nought.
void pack_rows(Packer& to, std::span<const std::int16_t> weights, std::size_t labels, std::size_t stride) {
    for (std::size_t row = 0; row < weights.size(); row += stride) {
        for (std::size_t first = 0; first < labels; first += 8) {
            std::uint8_t there = 0;
            for (auto label = first; label < std::min(labels, first + 8); ++label)
                there |= static_cast<std::uint8_t>((weights[row + label] != 0) << (label - first));
            to.number(there);
        }
        for (std::size_t label = 0; label < labels; ++label)
            if (weights[row + label] != 0) to.number(weights[row + label]);
    }
}

std::vector<std::int16_t> unpack_rows(Unpacker& from, std::size_t rows, std::size_t labels,
                                      std::size_t stride) {
    std::vector<std::int16_t> weights(rows * stride);
    std::vector<std::uint8_t> there((labels + 7) / 8);
    for (std::size_t row = 0; row < weights.size(); row += stride) {
        for (auto& byte : there) byte = from.number<std::uint8_t>();
        for (std::size_t label = 0; label < labels; ++label)
            if (there[label / 8] >> label % 8 & 1) weights[row + label] = from.number<std::int16_t>();
    }
    return weights;
}

SequenceModel unpack(Unpacker from) {
    std::map<std::string, double> numbers;
    std::map<std::string, std::string> notes;
    for (auto left = from.number<std::uint32_t>(); left > 0; --left) {
        auto name = from.text();
        numbers[std::move(name)] = from.number<double>();
    }
    for (auto left = from.number<std::uint32_t>(); left > 0; --left) {
        auto name = from.text();
        notes[std::move(name)] = from.text();
    }
    std::vector<std::string> labels(from.number<std::uint8_t>());
    for (auto& label : labels) label = from.text();
    auto scores = from.numbers<Score>();
    auto keys = from.numbers<Feature>();
    if (labels.empty() || scores.size() != (labels.size() + 1) * (labels.size() + 1))
        throw Error("its parts do not fit each other");
    const auto stride = SequenceModel::stride_of(labels.size());
    auto weights = unpack_rows(from, keys.size(), labels.size(), stride);
    if (!from.done()) throw Error("there is more in it than belongs there");
    Transitions transitions(labels.size(), std::move(scores));
    SequenceModel model(std::move(labels), std::move(transitions), std::move(keys), std::move(weights));
    model.numbers = std::move(numbers);
    model.notes = std::move(notes);
    return model;
}

}  // namespace

SequenceModel SequenceModel::read(const std::filesystem::path& file, std::string_view kind) {
    try {
        const auto bytes = InputFile(file).read_all(most_bytes);
        std::string_view rest = bytes;
        if (!rest.starts_with(magic.substr(0, magic.size() - 2))) throw Error("it is no model of this kind");
        if (!rest.starts_with(magic)) throw Error("it was made by another version of Quern");
        std::uint64_t sum = 0;
        if (rest.size() < magic.size() + sizeof sum) throw Error("it is cut short");
        std::memcpy(&sum, rest.data() + rest.size() - sizeof sum, sizeof sum);
        rest.remove_suffix(sizeof sum);
        if (XXH3_64bits(rest.data(), rest.size()) != sum) throw Error("it is cut short or damaged");
        rest.remove_prefix(magic.size());
        Unpacker from(rest);
        if (const auto made_for = from.text(); made_for != kind)
            throw Error(fmt::format("it was trained for {}, not for {}", made_for, kind));
        return unpack(from);
    } catch (const Error& error) {
        throw Error(fmt::format("cannot use the model {}: {}", file.string(), error.what()),
                    "train it again with `quern train`, or leave the option `model` out");
    }
}

void SequenceModel::write(const std::filesystem::path& file, std::string_view kind) const {
    Packer to;
    to.bytes() = magic;
    to.text(kind);
    to.number(static_cast<std::uint32_t>(numbers.size()));
    for (const auto& [name, value] : numbers) {
        to.text(name);
        to.number(value);
    }
    to.number(static_cast<std::uint32_t>(notes.size()));
    for (const auto& [name, value] : notes) {
        to.text(name);
        to.text(value);
    }
    to.number(static_cast<std::uint8_t>(labels_.size()));
    for (const auto& label : labels_) to.text(label);
    to.numbers(transitions_.scores());
    to.numbers(keys_);
    pack_rows(to, std::span(weights_).first(keys_.size() * stride_), labels_.size(), stride_);
    to.number(static_cast<std::uint64_t>(XXH3_64bits(to.bytes().data(), to.bytes().size())));

    OutputFile out(file, IfExists::replace);
    out.write(to.bytes());
    out.flush();
    out.commit();
}

}  // namespace quern::inline QUERN_ABI_NAMESPACE
