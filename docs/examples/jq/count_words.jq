# Sets the metadata `words` to the number of words. The first line is the greeting.
if .quern then
  {quern: 1}
elif (.layers.tokens | length) < 3 then
  {id, drop: "fewer than three words"}
else
  {id, metadata: {words: (.layers.tokens | length)}}
end
